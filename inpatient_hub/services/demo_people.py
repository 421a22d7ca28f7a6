"""Who is on the fictional ward: twenty patients and twelve members of staff, with names from old novels."""

from dataclasses import dataclass
from datetime import date

from inpatient_hub.domain.patients import Alert, PatientStatus

WARD_NAME = "Keats Ward"

MANAGER = "Margaret Hale"
"""Sets the ward up."""

AT_THE_COMPUTER = "Esther Summerson"
"""Who the demonstration is signed in as."""

STAFF = (
    (MANAGER, "Ward manager"),
    (AT_THE_COMPUTER, "RMN"),
    ("Jane Eyre", "RMN"),
    ("Nelly Dean", "RMN"),
    ("Joe Gargery", "RMN"),
    ("Sam Weller", "HCA"),
    ("Clara Peggotty", "HCA"),
    ("Dr Tertius Lydgate", "Consultant psychiatrist"),
    ("Dr Allan Woodcourt", "Consultant psychiatrist"),
    ("Dr Robert Gibson", "Specialty doctor"),
    ("Flora Finching", "Occupational therapist"),
    ("Tom Pinch", "Pharmacist"),
)
"""Name and role, the one who sets the ward up first."""

FALLS = Alert("Falls risk")
EPILEPSY = Alert("Epilepsy")
DIABETES = Alert("Diabetes blood monitoring")
VTE = Alert("VTE prophylaxis")
PENICILLIN = Alert("Penicillin allergy", stands_out=True)
LATEX = Alert("Latex allergy", stands_out=True)
SELF_HARM = Alert("Self-harm risk", stands_out=True)
LIGATURE = Alert("Ligature risk", stands_out=True)
ABSCONDING = Alert("Absconding risk", stands_out=True)
ONE_TO_ONE = Alert("1:1 observations", stands_out=True)
THICKENED = Alert("Dysphagia, thickened fluids", stands_out=True)

EVERY_ALERT = (
    FALLS, EPILEPSY, DIABETES, VTE, PENICILLIN, LATEX, SELF_HARM, LIGATURE, ABSCONDING, ONE_TO_ONE, THICKENED
)  # fmt: skip

ESTHER, JANE, NELLY, JOE = AT_THE_COMPUTER, "Jane Eyre", "Nelly Dean", "Joe Gargery"
LYDGATE, WOODCOURT = "Dr Tertius Lydgate", "Dr Allan Woodcourt"

LEAVE, PENDING, GONE = PatientStatus.ON_LEAVE, PatientStatus.DISCHARGE_PENDING, PatientStatus.DISCHARGED


@dataclass(frozen=True, slots=True)
class DemoPatient:
    """One patient of the demonstration. Days count back from today, except `discharge_in`, which counts on."""

    given: str
    family: str
    born_on: date
    bed: int
    legal: str
    days_here: int
    nurse: str
    consultant: str
    preferred: str = ""
    status: PatientStatus = PatientStatus.ACTIVE
    alerts: tuple[Alert, ...] = ()
    discharge_in: int | None = None
    left_days_ago: int = 0
    legal_before: str = ""
    """Legal status until they left, where leaving changed it."""
    nhs_number: str = ""

    @property
    def name(self) -> str:
        """By which the stories call them."""
        return f"{self.given} {self.family}"

    @property
    def room(self) -> str:
        """Four beds to a bay; the last beds are side rooms."""
        return f"Side room {self.bed - 16}" if self.bed > 16 else f"Bay {'ABCD'[(self.bed - 1) // 4]}"


PATIENTS = (
    DemoPatient(
        "Emma", "Woodhouse", date(2005, 6, 21), 1, "informal", 9, ESTHER, LYDGATE, status=PENDING, discharge_in=7
    ),
    DemoPatient(
        "Philip", "Pirrip", date(2002, 12, 24), 2, "informal", 46, JANE, LYDGATE, preferred="Pip", status=PENDING,
        discharge_in=7,
    ),
    DemoPatient("Estella", "Havisham", date(2003, 4, 2), 3, "s3", 61, NELLY, WOODCOURT, alerts=(FALLS,)),
    DemoPatient(
        "Catherine", "Earnshaw", date(1994, 3, 14), 4, "s3", 101, ESTHER, LYDGATE, preferred="Cathy",
        alerts=(PENICILLIN, SELF_HARM), discharge_in=14, nhs_number="9993395633",
    ),
    DemoPatient("Silas", "Marner", date(1968, 2, 11), 5, "s2", 12, JANE, WOODCOURT, alerts=(EPILEPSY,)),
    DemoPatient("Elinor", "Dashwood", date(2000, 8, 30), 6, "informal", 14, ESTHER, LYDGATE, discharge_in=11),
    DemoPatient("Tess", "Durbeyfield", date(2004, 5, 20), 7, "s3", 27, ESTHER, WOODCOURT),
    DemoPatient("Gabriel", "Oak", date(1985, 10, 3), 8, "s3", 72, NELLY, LYDGATE, status=LEAVE),
    DemoPatient(
        "Sydney", "Carton", date(1988, 7, 14), 9, "s2", 19, JANE, LYDGATE, alerts=(ONE_TO_ONE, LIGATURE, ABSCONDING)
    ),
    DemoPatient(
        "Marynia", "Po\u0142aniecka-P\u0142awicka", date(1997, 1, 25), 10, "s3", 88, JOE, WOODCOURT, preferred="Maria",
        alerts=(DIABETES,),
    ),
    DemoPatient("Marianne", "Dashwood", date(2007, 3, 6), 11, "informal", 6, ESTHER, LYDGATE, alerts=(LATEX,)),
    DemoPatient("Amelia", "Sedley", date(1992, 6, 18), 12, "s2", 16, NELLY, WOODCOURT, preferred="Emmy"),
    DemoPatient("Basil", "Hallward", date(1979, 5, 9), 13, "s37_41", 120, JOE, WOODCOURT),
    DemoPatient("Frederick", "Wentworth", date(1990, 9, 12), 14, "s3", 54, JANE, LYDGATE, status=LEAVE),
    DemoPatient(
        "Maggie", "Tulliver", date(2001, 4, 4), 15, "s3", 40, ESTHER, WOODCOURT, alerts=(SELF_HARM, VTE),
        discharge_in=21,
    ),
    DemoPatient("Lucie", "Manette", date(1996, 2, 1), 16, "informal", 11, NELLY, LYDGATE, discharge_in=10),
    DemoPatient(
        "Catherine", "Linton", date(2006, 3, 20), 17, "s2", 3, JANE, WOODCOURT, preferred="Cathy", alerts=(ABSCONDING,)
    ),
    DemoPatient(
        "Cl\u00e9mence-Ath\u00e9na\u00efs", "Beaus\u00e9ant-Langeais", date(1951, 11, 5), 18, "s3", 28, JOE, LYDGATE,
        preferred="Cl\u00e9mence", alerts=(FALLS, THICKENED, VTE, DIABETES),
    ),
    DemoPatient(
        "Dorothea", "Brooke", date(1997, 9, 30), 19, "cto", 93, NELLY, WOODCOURT, status=GONE, left_days_ago=5,
        legal_before="s3",
    ),
    DemoPatient(
        "Walter", "Hartright", date(1993, 7, 22), 20, "informal", 52, JOE, LYDGATE, status=GONE, left_days_ago=11
    ),
)  # fmt: skip
"""40 % Section 3, 20 % Section 2, 30 % informal, one community treatment order; two on leave, two leaving, two gone."""
