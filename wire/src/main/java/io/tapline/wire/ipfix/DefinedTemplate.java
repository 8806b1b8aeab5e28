package io.tapline.wire.ipfix;

import java.util.List;

/**
 * What one message says of a template, before it is taken.
 *
 * @param set where the set begins that says it
 * @param kind what is said; {@code MALFORMED} when the definition ends too early
 * @param fields empty unless the kind is {@code TEMPLATE}
 */
record DefinedTemplate(
    long set,
    int id,
    boolean options,
    TemplateDefinitions.Definition kind,
    List<TemplateField> fields) {

  /** Whether a template that is there says the same. */
  boolean repeats(Template known) {
    return kind == TemplateDefinitions.Definition.TEMPLATE
        && known.options == options
        && known.fields.equals(fields);
  }
}
