"""The shape of what people send. What may be done with it is the actions' word."""
