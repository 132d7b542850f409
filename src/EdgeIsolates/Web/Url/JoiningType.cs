namespace EdgeIsolates.Web.Url;

/// <summary>What https://www.rfc-editor.org/rfc/rfc5892#appendix-A.1 asks of a character.</summary>
internal enum JoiningType
{
    None,
    Left,
    Dual,
    Right,
    Transparent,
}
