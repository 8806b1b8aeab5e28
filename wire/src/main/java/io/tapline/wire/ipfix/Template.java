package io.tapline.wire.ipfix;

import io.tapline.wire.exporter.StateReader;
import io.tapline.wire.exporter.StateWriter;
import java.util.ArrayList;
import java.util.List;

/** A template as its exporter defined it, compiled to what reads its records. */
final class Template {
  private static final int MAXIMUM_FIELDS = 1 << 14;

  final int id;
  final boolean options;
  final List<TemplateField> fields;
  final Layout layout;
  final FlowPart[] parts;
  long refreshedNanos;

  Template(Dialect dialect, int id, boolean options, List<TemplateField> fields) {
    this.id = id;
    this.options = options;
    this.fields = List.copyOf(fields);
    this.layout = Layout.of(this.fields);
    this.parts = FlowPart.of(new Presence(dialect, this.fields));
  }

  void save(StateWriter state) {
    state.int32(id);
    state.bool(options);
    state.int64(refreshedNanos);
    state.int32(fields.size());
    for (TemplateField field : fields) {
      state.int32(field.enterprise());
      state.int32(field.element());
      state.int32(field.length());
    }
  }

  static Template restored(Dialect dialect, StateReader state) {
    int id = state.int32();
    boolean options = state.bool();
    long refreshedNanos = state.int64();
    int count = state.count(MAXIMUM_FIELDS);
    List<TemplateField> fields = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      fields.add(restoredField(state));
    }
    Template template = new Template(dialect, id, options, fields);
    template.refreshedNanos = refreshedNanos;
    if (template.layout.leastLength() <= 0) {
      throw new IllegalArgumentException("snapshot: a template without length");
    }
    return template;
  }

  private static TemplateField restoredField(StateReader state) {
    TemplateField field = new TemplateField(state.int32(), state.int32(), state.int32());
    if (field.length() < 0 || field.length() > TemplateField.VARIABLE || field.element() < 0) {
      throw new IllegalArgumentException("snapshot: a field of a template cannot be " + field);
    }
    return field;
  }
}
