"""What stands above the list of questionnaires: a form is loaded there."""
