"""From records to paper: contents gathered through one door, numbers allotted, files and printers."""
