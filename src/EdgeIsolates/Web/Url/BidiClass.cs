namespace EdgeIsolates.Web.Url;

/// <summary>The classes that https://www.rfc-editor.org/rfc/rfc5893#section-2 tells apart.</summary>
internal enum BidiClass
{
    Forbidden,
    Left,
    RightOrArabic,
    ArabicNumber,
    EuropeanNumber,
    NonspacingMark,
    Neutral,
}
