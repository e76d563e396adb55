"""What production keeps of a customer beside the customer's own Jira: settings, licence, usage; no content."""
