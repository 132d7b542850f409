namespace EdgeIsolates;

/// <summary>What a function does with requests. The numbers are those that stores keep.</summary>
public enum FunctionStatus
{
    /// <summary>Its first version is on the way; there is nothing to call yet.</summary>
    Deploying = 0,

    /// <summary>It answers.</summary>
    Active = 1,

    /// <summary>It is switched off: its routes stay its own, requests are refused.</summary>
    Disabled = 2,

    /// <summary>It is gone. The record stays so that other nodes learn of it and version numbers are never used twice; the API does not show it.</summary>
    Removed = 3,
}
