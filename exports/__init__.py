"""Frames → files to take away: workbooks. No Streamlit, and nothing that a page does not show too."""
