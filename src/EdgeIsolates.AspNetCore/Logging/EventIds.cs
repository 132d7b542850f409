namespace EdgeIsolates.AspNetCore;

/// <summary>The event ids of this layer: 4000s requests, 4100s the admin API (the core has those before). An id is never reused for another meaning.</summary>
internal static class EventIds
{
    public const int FunctionThrew = 4000;
    public const int LimitExceeded = 4001;
    public const int LoadShed = 4002;
    public const int HostFailed = 4003;
    public const int CallerGaveUp = 4004;
    public const int RequestBodyTooLarge = 4005;
    public const int HeaderRefused = 4006;
    public const int Unavailable = 4007;
    public const int BodyBrokenOff = 4008;
    public const int RegionUnreachable = 4009;
    public const int ForwardedInVain = 4010;

    public const int DeployRefused = 4100;
    public const int RemoteCallerRefused = 4101;
}
