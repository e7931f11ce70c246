"""Where people and programs meet the product: parse, call, render."""
