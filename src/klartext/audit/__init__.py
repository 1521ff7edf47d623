"""What reviewers and data-protection officers look at: figures of decisions and a second, blind look."""
