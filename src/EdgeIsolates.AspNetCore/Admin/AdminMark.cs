namespace EdgeIsolates.AspNetCore;

/// <summary>Tells the endpoints of the admin API from the host's own.</summary>
internal sealed class AdminMark
{
    public static readonly AdminMark Instance = new();

    private AdminMark()
    {
    }
}
