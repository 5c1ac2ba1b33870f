//! A text of the interface where Yew takes a text: in an element or as an attribute.

use yew::AttrValue;
use yew::html::IntoPropValue;
use yew::virtual_dom::VNode;

use crate::text::Text;

impl From<Text> for AttrValue {
    fn from(text: Text) -> Self {
        Self::Static(text.said())
    }
}

impl From<Text> for VNode {
    fn from(text: Text) -> Self {
        AttrValue::from(text).into()
    }
}

impl IntoPropValue<VNode> for Text {
    fn into_prop_value(self) -> VNode {
        self.into()
    }
}

impl IntoPropValue<AttrValue> for Text {
    fn into_prop_value(self) -> AttrValue {
        self.into()
    }
}

impl IntoPropValue<Option<AttrValue>> for Text {
    fn into_prop_value(self) -> Option<AttrValue> {
        Some(self.into())
    }
}
