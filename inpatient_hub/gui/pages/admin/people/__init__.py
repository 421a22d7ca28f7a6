"""The admin page's part about people: who works here, with which role, and how they sign in."""
