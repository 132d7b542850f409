namespace EdgeIsolates.Web.WebSockets;

/// <summary>https://www.rfc-editor.org/rfc/rfc6455#section-7.4</summary>
internal static class CloseCodes
{
    public const int Normal = 1000;
    public const int GoingAway = 1001;

    /// <summary>Told of a close without a code; never sent.</summary>
    public const int None = 1005;

    /// <summary>Told of a connection that broke; never sent.</summary>
    public const int Abnormal = 1006;

    public const int TooBig = 1009;
    public const int InternalError = 1011;

    /// <summary>The other side reads too slowly.</summary>
    public const int TryAgainLater = 1013;

    /// <summary>Whether it may stand in a frame.</summary>
    public static bool MayBeSent(int code) => code is >= 1000 and < 5000 and not (1004 or None or Abnormal or 1015);
}
