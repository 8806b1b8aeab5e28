package io.tapline.report.page;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A document as a parser of XML reads it, which fails where it is not well-formed. */
public record Parsed(Document document) {
  public static Parsed of(String text) {
    try {
      return new Parsed(
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(text))));
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw new AssertionError("not well-formed: " + text, e);
    }
  }

  public List<Element> elements(String name) {
    NodeList nodes = document.getElementsByTagName(name);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }

  public List<String> texts(String name) {
    return elements(name).stream().map(Element::getTextContent).toList();
  }

  public List<String> attributes(String name) {
    return elements("*").stream()
        .map(element -> element.getAttributeNode(name))
        .filter(attribute -> attribute != null)
        .map(Attr::getValue)
        .toList();
  }

  /** What the marks of plots stand for. */
  public List<Long> values() {
    return attributes("data-value").stream().map(Long::valueOf).toList();
  }
}
