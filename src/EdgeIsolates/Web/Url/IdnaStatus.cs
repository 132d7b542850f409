namespace EdgeIsolates.Web.Url;

/// <summary>https://www.unicode.org/reports/tr46/#IDNA_Mapping_Table; deviations are valid, as processing is nontransitional.</summary>
internal enum IdnaStatus
{
    Valid,
    Mapped,
    Ignored,
    Disallowed,
}
