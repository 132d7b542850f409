namespace EdgeIsolates.AspNetCore;

/// <summary>The JSON body of a rollback. Without a number: the newest version below those that are live.</summary>
internal sealed class RollbackRequest
{
    public int? Number { get; set; }

    public string? By { get; set; }
}
