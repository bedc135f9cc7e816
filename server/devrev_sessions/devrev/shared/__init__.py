"""What replicas of this server share through a Valkey or Redis server; each goes on by itself where that is away."""
