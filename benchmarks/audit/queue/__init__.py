"""What the queue costs a link: 200,000 links of 2,000 hosts in PostgreSQL, three workers, visits that do nothing."""
