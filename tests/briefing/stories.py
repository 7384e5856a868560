"""Two made-up reports of one event, which agree, differ and hedge in known places."""

HARBOUR = """Ferry fire kills twelve off the northern coast

At least 12 passengers were killed when the ferry Aurora caught fire off the northern coast in March 2023, the port authority said. Harbour master Ines Calder revealed that around 300 passengers were injured.
She added that the crew had no lifeboats on the port side.
The owner said that every alarm had worked. However, these claims have yet to be independently verified by the coastguard.
The owner paid $4 million for the ferry in 2019, according to the shipping register.
Rescue boats reached the burning ferry within an hour of the first alarm.
"""

COURIER = """NORTHPORT: At least 12 passengers were killed when the ferry Aurora caught fire off the northern coast, an official of the port authority claimed.
Nearly 300 passengers were injured, the harbour master Ines Calder said. The owner of the ferry is believed to have ignored warnings about its engine.
"The engine had failed twice in April 2022," said Tomas Brandt, a former mate.
The shipping register says the owner paid $5 million for the ferry in 2019.
"""
