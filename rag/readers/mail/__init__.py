"""Mails and mailboxes, with what is attached."""
