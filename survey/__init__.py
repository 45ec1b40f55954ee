"""Statistics of sample surveys: intervals of shares and changes, and what a sample can show."""
