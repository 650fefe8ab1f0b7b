using System.Runtime.CompilerServices;
using Imaging;
using PhoneNumbers;

namespace Cases;

/// <summary>The numbering plans of the world.</summary>
public static partial class Phones
{
    [ImageRoot(nameof(CreateUtil))]
    public static partial PhoneNumberUtil Util { get; }

    // PhoneNumberUtil.GetInstance keeps what it makes in a static field, where there would be another one at run time.
    private static PhoneNumberUtil CreateUtil()
    {
        PhoneNumberUtil util = Make(new EmbeddedPlans(), RegionsByCallingCode(null));
        foreach (string region in util.GetSupportedRegions())
        {
            util.GetMetadataForRegion(region);
        }

        return util;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
#pragma warning disable CS0618
    private static extern PhoneNumberUtil Make(IMetadataLoader loader, Dictionary<int, List<string>> regionsByCallingCode);
#pragma warning restore CS0618

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "GetCountryCodeToRegionCodeMap")]
    private static extern Dictionary<int, List<string>> RegionsByCallingCode([UnsafeAccessorType("PhoneNumbers.CountryCodeToRegionCodeMap, PhoneNumbers")] object? type);

    public static string Digest()
    {
        string[] numbers = ["+41 44 668 18 00", "+1 650-253-0000", "030 123456", "tel:+44-20-7031-3000;ext=12", "+800 1234 5678"];
        return string.Join("; ", numbers.Select(text =>
        {
            PhoneNumber number = Util.Parse(text, "DE");
            return $"{Util.Format(number, PhoneNumberFormat.INTERNATIONAL)} {Util.GetNumberType(number)} {Util.IsValidNumber(number)} {Util.GetRegionCodeForNumber(number)}";
        })) + string.Join(',', Util.GetSupportedRegions().Order(StringComparer.Ordinal).Select(region => Util.GetExampleNumber(region)?.NationalNumber));
    }
}
