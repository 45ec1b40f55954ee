"""What pages share: addresses, choosing, cached reads, wording and HTML; beside pages the only place with Streamlit."""
