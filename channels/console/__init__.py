"""The console door: any service as a conversation in a terminal."""
