namespace EdgeIsolates.Deployments;

/// <summary>A version's code is not there as it was deployed: it is missing or damaged in the store, or its secrets do not open.</summary>
internal sealed class VersionUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
