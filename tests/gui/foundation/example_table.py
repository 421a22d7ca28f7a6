"""The patients of the example ward as a table."""

from dataclasses import dataclass

from PySide6.QtCore import QObject

from inpatient_hub.gui.models.table import Column, TableModel
from inpatient_hub.gui.widgets.marks import ChipFacts


@dataclass(frozen=True)
class Bed:
    """A patient of the example table."""

    bed: int
    name: str
    called: str
    age: int
    legal: str
    nurse: str
    flag: str = ""
    review: str = ""


BEDS = (
    Bed(1, "Emma Woodhouse", "", 21, "Informal", "E Summerson"),
    Bed(2, "Philip Pirrip", "Pip", 24, "Informal", "J Eyre"),
    Bed(3, "Estella Havisham", "", 23, "S3", "N Dean", "Falls"),
    Bed(4, "Catherine Earnshaw", "Cathy", 32, "S3", "E Summerson", "Penicillin", "today"),
    Bed(5, "Silas Marner", "", 58, "S2", "J Eyre", "Epilepsy"),
    Bed(6, "Elinor Dashwood", "", 26, "Informal", "J Gargery", review="today"),
    Bed(7, "Tess Durbeyfield", "", 22, "S3", "E Summerson"),
    Bed(8, "Gabriel Oak", "", 41, "S3", "N Dean"),
    Bed(9, "Sydney Carton", "", 38, "S2", "J Eyre", "1:1 obs", "today"),
    Bed(10, "Dorothea Brooke", "", 29, "S3", "J Gargery"),
    Bed(11, "Marianne Dashwood", "", 19, "Informal", "E Summerson", "Latex"),
    Bed(12, "Amelia Sedley", "", 34, "S2", "N Dean"),
    Bed(13, "Basil Hallward", "", 47, "S37/41", "J Gargery"),
    Bed(14, "Frederick Wentworth", "", 36, "S3", "J Eyre"),
    Bed(15, "Maggie Tulliver", "", 25, "S3", "E Summerson"),
)


def _legal(bed: Bed) -> ChipFacts:
    return ChipFacts(bed.legal, "outline" if bed.legal == "Informal" else "legal")


def _flag(bed: Bed) -> ChipFacts | None:
    return ChipFacts(bed.flag, "warn", "alert-triangle") if bed.flag else None


def _review(bed: Bed) -> ChipFacts | None:
    return ChipFacts("today", "warn", "clock") if bed.review else None


def patients_table(parent: QObject) -> TableModel[Bed]:
    """Return the table of the example ward."""
    columns: list[Column[Bed]] = [
        Column("Bed", lambda bed: str(bed.bed), lambda bed: bed.bed, width=64, weight=600),
        Column("Name", lambda bed: bed.name, lambda bed: bed.name, second=lambda bed: bed.called, weight=600),
        Column("Age", lambda bed: str(bed.age), lambda bed: bed.age, width=60),
        Column("Legal", lambda bed: bed.legal, lambda bed: bed.legal, chip=_legal, width=100),
        Column("Nurse", lambda bed: bed.nurse, lambda bed: bed.nurse, width=130, hide_below=800),
        Column("Flags", lambda bed: bed.flag, chip=_flag, width=140),
        Column(
            "Care plan",
            lambda bed: "done",
            chip=_review,
            icon=lambda bed: "check",
            token=lambda bed: "ok-text",
            width=110,
        ),
    ]
    model = TableModel(
        columns, item_id=lambda bed: bed.bed, accessible=lambda bed: f"Bed {bed.bed}, {bed.name}", parent=parent
    )
    model.set_items(BEDS)
    return model
