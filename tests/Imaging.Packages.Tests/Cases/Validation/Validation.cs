using FluentValidation;
using Imaging;

namespace Cases;

public sealed record Customer(string Name, string Mail, int Age, string[] Tags);

public sealed class CustomerValidator : AbstractValidator<Customer>
{
    public CustomerValidator()
    {
        RuleFor(customer => customer.Name).NotEmpty().Length(2, 40);
        RuleFor(customer => customer.Mail).EmailAddress().When(customer => customer.Age > 12);
        RuleFor(customer => customer.Age).InclusiveBetween(0, 150).WithMessage("{PropertyName} {PropertyValue}?");
        RuleForEach(customer => customer.Tags).Matches("^[a-z]+$");
    }
}

/// <summary>The rules for a customer.</summary>
public static partial class Validation
{
    [ImageRoot(nameof(CreateRules))]
    public static partial CustomerValidator Rules { get; }

    private static CustomerValidator CreateRules() => new();

    public static string Digest() =>
        string.Join('|', Rules.Validate(new Customer("A", "nothing", 200, ["ok", "No"])).Errors.Select(error => $"{error.PropertyName}: {error.ErrorMessage}"))
        + Rules.Validate(new Customer("Ada", "a@b.ch", 36, [])).IsValid;
}
