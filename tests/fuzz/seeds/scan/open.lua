rule "open { hit = { [==[ never closed
