"""Photos and files beside records: the list with its pictures, adding, describing, looking at them."""
