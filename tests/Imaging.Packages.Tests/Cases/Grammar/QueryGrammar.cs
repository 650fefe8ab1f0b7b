using Irony.Parsing;

namespace Cases;

/// <summary>A part of SQL.</summary>
[Language("Query", "1", "A part of SQL")]
public sealed class QueryGrammar : Irony.Parsing.Grammar
{
    public QueryGrammar()
        : base(caseSensitive: false)
    {
        var number = new NumberLiteral("number");
        var text = new StringLiteral("text", "'", StringOptions.AllowsDoubledQuote);
        IdentifierTerminal simpleName = TerminalFactory.CreateSqlExtIdentifier(this, "name");
        NonGrammarTerminals.Add(new CommentTerminal("comment", "/*", "*/"));
        NonGrammarTerminals.Add(new CommentTerminal("line", "--", "\n", "\r\n"));

        NonTerminal statements = new("statements"), statement = new("statement"), select = new("select"), columns = new("columns"), column = new("column"),
            alias = new("alias"), from = new("from"), joins = new("joins"), join = new("join"), where = new("where"), order = new("order"), orderItems = new("orderItems"),
            orderItem = new("orderItem"), direction = new("direction"), name = new("dottedName"), expression = new("expression"), term = new("term"), binary = new("binary"),
            unary = new("unary"), operation = new("operation"), call = new("call"), arguments = new("arguments"), list = new("list"), among = new("among");

        statements.Rule = MakePlusRule(statements, statement);
        statement.Rule = select + ";" | select;
        select.Rule = ToTerm("SELECT") + columns + from + joins + where + order;
        columns.Rule = MakePlusRule(columns, ToTerm(","), column);
        column.Rule = expression + alias | "*";
        alias.Rule = Empty | simpleName | "AS" + simpleName;
        from.Rule = ToTerm("FROM") + name;
        joins.Rule = MakeStarRule(joins, join);
        join.Rule = ToTerm("JOIN") + name + "ON" + expression;
        where.Rule = Empty | "WHERE" + expression;
        order.Rule = Empty | ToTerm("ORDER") + "BY" + orderItems;
        orderItems.Rule = MakePlusRule(orderItems, ToTerm(","), orderItem);
        orderItem.Rule = expression + direction;
        direction.Rule = Empty | "ASC" | "DESC";
        name.Rule = MakePlusRule(name, ToTerm("."), simpleName);
        expression.Rule = term | binary | unary | among;
        term.Rule = number | text | name | call | "(" + expression + ")";
        call.Rule = name + "(" + arguments + ")";
        arguments.Rule = list | "*";
        list.Rule = MakeStarRule(list, ToTerm(","), expression);
        unary.Rule = ToTerm("NOT") + expression | "-" + term;
        binary.Rule = expression + operation + expression;
        among.Rule = expression + "IN" + "(" + list + ")";
        operation.Rule = ToTerm("+") | "-" | "*" | "/" | "=" | ">" | "<" | ">=" | "<=" | "<>" | "AND" | "OR" | "LIKE";

        RegisterOperators(10, "*", "/");
        RegisterOperators(9, "+", "-");
        RegisterOperators(8, "=", ">", "<", ">=", "<=", "<>", "LIKE", "IN");
        RegisterOperators(7, "NOT");
        RegisterOperators(6, "AND");
        RegisterOperators(5, "OR");
        MarkPunctuation(",", "(", ")", ".", ";");
        MarkTransient(statement, term, expression, operation, arguments);
        operation.SetFlag(TermFlags.InheritPrecedence);
        Root = statements;
    }
}
