"""What all pages and popups share: notices, jobs, the session, copying."""
