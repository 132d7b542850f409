namespace EdgeIsolates.AspNetCore;

/// <summary>The JSON body of a change that needs no more said.</summary>
internal sealed class ChangeRequest
{
    public string? By { get; set; }
}
