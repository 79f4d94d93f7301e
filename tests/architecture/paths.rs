//! The paths that a Rust file names, wherever they stand: imports, types, calls, arguments of macros.
//!
//! The file is read as the compiler's own tokens, so that comments and texts never count, and `use` trees are
//! unfolded. Deliberately absent: name resolution. A path counts by its first name, as written.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::tree::File;

/// A path as written and as it stands in the module tree.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Named {
    /// `["crate", "domain", "uai"]`, `["std", "env", "var"]`; `self` and `super` are already followed.
    pub(crate) parts: Vec<String>,
    /// One-based.
    pub(crate) line: usize,
    /// Followed by `!`: a macro is called.
    pub(crate) called_as_macro: bool,
}

impl Named {
    /// Whether the path begins with these names.
    pub(crate) fn begins(&self, names: &[&str]) -> bool {
        self.parts.len() >= names.len() && self.parts.iter().zip(names).all(|(part, name)| part == name)
    }

    /// Whether the path ends with these names.
    pub(crate) fn ends(&self, names: &[&str]) -> bool {
        self.parts.len() >= names.len()
            && self
                .parts
                .iter()
                .rev()
                .zip(names.iter().rev())
                .all(|(part, name)| part == name)
    }

    /// As written, for a message.
    pub(crate) fn text(&self) -> String {
        self.parts.join("::")
    }
}

/// Every path in the file, its own tests left out.
pub(crate) fn product_paths(file: &File) -> Vec<Named> {
    paths(file, true)
}

/// Every path in the file.
pub(crate) fn all_paths(file: &File) -> Vec<Named> {
    paths(file, false)
}

fn paths(file: &File, without_tests: bool) -> Vec<Named> {
    let tokens: TokenStream = file
        .text
        .parse()
        .unwrap_or_else(|error| panic!("{}: {error}", file.path));
    let mut reader = Reader {
        without_tests,
        module: file.module(),
        found: Vec::new(),
    };
    reader.read(tokens);
    reader.found
}

struct Reader {
    without_tests: bool,
    module: Vec<String>,
    found: Vec<Named>,
}

impl Reader {
    fn read(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            at = match token {
                TokenTree::Punct(_) if self.without_tests && is_test_attribute(&tokens[at..]) => {
                    after_item(&tokens, at + 2)
                }
                TokenTree::Ident(name) if name == "mod" => self.enter_module(&tokens, at),
                TokenTree::Ident(_) => self.path(&tokens, at, &[]),
                TokenTree::Group(group) => {
                    self.read(group.stream());
                    at + 1
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => at + 1,
            };
        }
    }

    /// `mod name { … }`: inside, `super` is one step further away.
    fn enter_module(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        if let (Some(TokenTree::Ident(name)), Some(TokenTree::Group(body))) =
            (tokens.get(at + 1), tokens.get(at + 2))
        {
            self.module.push(name.to_string());
            self.read(body.stream());
            self.module.pop();
            return at + 3;
        }
        at + 1
    }

    /// Reads one path that starts at `at`; tells where to go on.
    fn path(&mut self, tokens: &[TokenTree], mut at: usize, before: &[String]) -> usize {
        let mut parts = before.to_vec();
        let line = tokens[at].span().start().line;
        loop {
            match tokens.get(at) {
                Some(TokenTree::Ident(name)) => parts.push(name.to_string()),
                Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                    self.branches(group.stream(), &parts);
                    return at + 1;
                }
                _ => break,
            }
            at += 1;
            if !is_double_colon(&tokens[at..]) {
                break;
            }
            at += 2;
        }
        let called_as_macro = is_punct(tokens.get(at), '!') && !is_punct(tokens.get(at + 1), '=');
        self.found.push(Named {
            parts: self.follow(parts),
            line,
            called_as_macro,
        });
        at
    }

    /// `{a, b::{c, d}}` at the end of a path.
    fn branches(&mut self, stream: TokenStream, before: &[String]) {
        let tokens: Vec<TokenTree> = stream.into_iter().collect();
        for branch in tokens.split(|token| is_punct(Some(token), ',')) {
            if let Some(TokenTree::Ident(_)) = branch.first() {
                self.path(branch, 0, before);
            }
        }
    }

    /// Replaces a leading `self` or `super` by the module it stands for.
    fn follow(&self, parts: Vec<String>) -> Vec<String> {
        let ups = parts.iter().take_while(|part| *part == "super").count();
        let steps = if parts.first().is_some_and(|part| part == "self") {
            1
        } else {
            ups
        };
        if steps == 0 || (parts.len() == 1 && ups == 0) {
            return parts;
        }
        let base = self.module.len().saturating_sub(ups);
        let root = std::iter::once("crate".to_owned());
        root.chain(self.module[..base].iter().cloned())
            .chain(parts.into_iter().skip(steps))
            .collect()
    }
}

fn is_punct(token: Option<&TokenTree>, sign: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
}

fn is_double_colon(tokens: &[TokenTree]) -> bool {
    is_punct(tokens.first(), ':') && is_punct(tokens.get(1), ':')
}

/// `#[cfg(test)]`.
fn is_test_attribute(tokens: &[TokenTree]) -> bool {
    is_punct(tokens.first(), '#')
        && matches!(tokens.get(1), Some(TokenTree::Group(group)) if group.stream().to_string().replace(' ', "") == "cfg(test)")
}

/// Past the item that begins at `at`: its body in braces or its semicolon.
fn after_item(tokens: &[TokenTree], at: usize) -> usize {
    let ends_item = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        other => is_punct(Some(other), ';'),
    };
    tokens[at..]
        .iter()
        .position(ends_item)
        .map_or(tokens.len(), |length| at + length + 1)
}

#[cfg(test)]
fn written(path: &str, text: &str) -> Vec<String> {
    product_paths(&File::example(path, text))
        .iter()
        .map(Named::text)
        .filter(|text| text.contains("::"))
        .collect()
}

#[test]
fn a_use_tree_is_unfolded() {
    let text = "use crate::{web, store::{self, Db}};\nuse std::env;";
    assert_eq!(
        written("src/clock.rs", text),
        ["crate::web", "crate::store::self", "crate::store::Db", "std::env"]
    );
}

#[test]
fn super_is_followed_to_its_module() {
    let text = "use super::uai; mod inner { use super::super::text; } use self::here;";
    assert_eq!(
        written("src/domain/people.rs", text),
        [
            "crate::domain::uai",
            "crate::domain::text",
            "crate::domain::people::here"
        ]
    );
}

#[test]
fn comments_texts_and_tests_do_not_count() {
    let text = "// std::env::var\nconst A: &str = \"std::fs\";\n#[cfg(test)]\nmod tests { use csv::Reader; }\nuse chrono::Utc;";
    assert_eq!(written("src/clock.rs", text), ["chrono::Utc"]);
}

#[test]
fn a_path_inside_a_macro_counts_with_its_line() {
    let found = product_paths(&File::example(
        "src/clock.rs",
        "fn f() {\n  println!(\"{}\", chrono::Utc::now());\n}",
    ));
    let now = found.iter().find(|named| named.ends(&["Utc", "now"])).unwrap();
    assert_eq!((now.line, now.begins(&["chrono"])), (2, true));
    assert!(
        found
            .iter()
            .any(|named| named.called_as_macro && named.text() == "println")
    );
}
