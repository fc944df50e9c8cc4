"""What a person does that needs several rooms: set up a device, finish a visit, print, sync."""
