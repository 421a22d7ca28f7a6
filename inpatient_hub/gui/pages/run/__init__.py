"""One walk through a workflow, from the first step to the copied note."""
