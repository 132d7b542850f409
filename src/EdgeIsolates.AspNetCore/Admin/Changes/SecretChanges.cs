namespace EdgeIsolates.AspNetCore;

/// <summary>The JSON body of a change of secrets, as a merge patch (RFC 7396): names to values, null for one that goes away.</summary>
internal sealed class SecretChanges : Dictionary<string, string?>;
