//! ⑥ Reading a hostile document from Rust, as `js/src/snapshot/dom.ts` does: by the prototypes' own getters, since what a page names its
//! elements (`<input name="firstChild">`) stands before the properties of the DOM. Where there is no such getter (a DOM library outside of
//! browsers) the property is read plainly. Nothing here throws: what can not be read is not there.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};

/// A property as a function of the object that has it.
pub(super) struct Getter {
    name: JsValue,
    own: Option<Function>,
}

fn prototype(of: &str) -> Option<JsValue> {
    let class = Reflect::get(&js_sys::global(), &of.into()).ok().filter(JsValue::is_function)?;
    Reflect::get(&class, &"prototype".into()).ok()
}

fn part(of: &str, name: &JsValue, part: &str) -> Option<Function> {
    let descriptor =
        Reflect::get_own_property_descriptor(prototype(of)?.unchecked_ref::<js_sys::Object>(), name).ok()?;
    Reflect::get(&descriptor, &part.into()).ok()?.dyn_into().ok()
}

impl Getter {
    fn new(of: &str, name: &str) -> Getter {
        let name = JsValue::from_str(name);
        Getter { own: part(of, &name, "get"), name }
    }

    /// Its value; none if it is not there, `null`, or can not be read.
    pub(super) fn of(&self, object: &JsValue) -> Option<JsValue> {
        let value = match &self.own {
            Some(own) => own.call0(object),
            None => Reflect::get(object, &self.name),
        };
        value.ok().filter(|value| !value.is_null() && !value.is_undefined())
    }

    /// Its value as a string; empty if it has none.
    pub(super) fn text(&self, object: &JsValue) -> String {
        self.of(object).and_then(|value| value.as_string()).unwrap_or_default()
    }
}

/// A method as a function of the object that has it.
pub(super) struct Method {
    name: JsValue,
    own: Option<Function>,
}

impl Method {
    fn new(of: &str, name: &str) -> Method {
        let name = JsValue::from_str(name);
        Method { own: part(of, &name, "value"), name }
    }

    /// What it gives for these arguments; none if it gives nothing.
    pub(super) fn call(&self, object: &JsValue, arguments: &[&str]) -> Option<JsValue> {
        let own = match &self.own {
            Some(own) => own.clone(),
            None => Reflect::get(object, &self.name).ok()?.dyn_into().ok()?,
        };
        let arguments: Array = arguments.iter().map(|argument| JsValue::from_str(argument)).collect();
        own.apply(object, &arguments).ok().filter(|value| !value.is_null() && !value.is_undefined())
    }
}

macro_rules! dom {
    ($(#[$doc:meta])* $name:ident { $($field:ident: $kind:ident = $of:literal . $property:literal,)* }) => {
        $(#[$doc])*
        pub(super) struct $name { $(pub(super) $field: $kind,)* }
        impl $name {
            /// Looks each of them up once.
            pub(super) fn new() -> Self {
                Self { $($field: $kind::new($of, $property),)* }
            }
        }
    };
}

dom! {
    /// What is read of a document.
    Dom {
        node_type: Getter = "Node"."nodeType",
        first_child: Getter = "Node"."firstChild",
        previous: Getter = "Node"."previousSibling",
        next: Getter = "Node"."nextSibling",
        content: Getter = "Node"."textContent",
        characters: Getter = "CharacterData"."data",
        name: Getter = "Element"."localName",
        namespace: Getter = "Element"."namespaceURI",
        attribute_names: Method = "Element"."getAttributeNames",
        attribute: Method = "Element"."getAttribute",
        shadow: Getter = "Element"."shadowRoot",
        root: Getter = "Document"."documentElement",
        body: Getter = "Document"."body",
        url: Getter = "Document"."URL",
        active: Getter = "Document"."activeElement",
        all: Method = "Document"."querySelectorAll",
        active_in_shadow: Getter = "ShadowRoot"."activeElement",
        frame: Getter = "HTMLIFrameElement"."contentDocument",
        input: Getter = "HTMLInputElement"."value",
        input_before: Getter = "HTMLInputElement"."defaultValue",
        area: Getter = "HTMLTextAreaElement"."value",
        area_before: Getter = "HTMLTextAreaElement"."defaultValue",
        paused: Getter = "HTMLMediaElement"."paused",
    }
}
