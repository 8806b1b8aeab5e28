package io.tapline.wire.ipfix;

import io.tapline.wire.exporter.ExportCounter;
import io.tapline.wire.exporter.ExportCounters;
import io.tapline.wire.exporter.ExportLimits;
import io.tapline.wire.ipfix.TemplateDefinitions.Definition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes definitions and withdrawals of templates, and knows how long they hold. */
final class TemplateSets {
  /** RFC 7011, 8.1: withdrawal of all templates, and of all options templates. */
  private static final int ALL_TEMPLATES = 2;

  private static final int ALL_OPTIONS_TEMPLATES = 3;

  private final ExportLimits limits;
  private final ExportCounters counters;
  private final Exporters exporters;

  TemplateSets(ExportLimits limits, ExportCounters counters, Exporters exporters) {
    this.limits = limits;
    this.counters = counters;
    this.exporters = exporters;
  }

  /**
   * The template that holds now for data of this sender.
   *
   * @return null when none came, or not for too long
   */
  @Nullable Template find(Sender sender, int id, long timeNanos) {
    Template template = sender.domain.template(sender, id);
    if (template == null || timeNanos - template.refreshedNanos <= limits.templateTimeoutNanos()) {
      return template;
    }
    counters.count(ExportCounter.EXPIRED_TEMPLATES);
    exporters.forgetTemplate(sender, id);
    return null;
  }

  /**
   * Takes what was just read.
   *
   * @return the template, when data may have waited for it
   */
  @Nullable Template take(
      Sender sender, boolean options, TemplateDefinitions read, Definition kind, long timeNanos) {
    if (kind == Definition.WITHDRAWAL) {
      withdraw(sender, read.id());
      return null;
    }
    return define(sender, read.id(), options, read.fields(), timeNanos);
  }

  private @Nullable Template define(
      Sender sender, int id, boolean options, List<TemplateField> fields, long timeNanos) {
    int least = fields.stream().mapToInt(TemplateField::leastLength).sum();
    if (least == 0
        || least > TemplateField.VARIABLE
        || fields.size() > limits.fieldsPerTemplate()) {
      counters.count(ExportCounter.REFUSED_TEMPLATES);
      return null;
    }
    counters.count(ExportCounter.TEMPLATES);
    Template template = refreshed(sender, id, options, fields);
    template.refreshedNanos = timeNanos;
    boolean evicted = put(sender.templates, template);
    if (put(sender.domain.templates, template) || evicted) {
      counters.count(ExportCounter.EVICTED_TEMPLATES);
    }
    return template;
  }

  /** The one that is there when it says the same. */
  private Template refreshed(Sender sender, int id, boolean options, List<TemplateField> fields) {
    Template known = sender.templates.get(id);
    if (known != null && known.options == options && known.fields.equals(fields)) {
      return known;
    }
    if (known != null) {
      counters.count(ExportCounter.REDEFINED_TEMPLATES);
    }
    return new Template(sender.domain.key.dialect(), id, options, fields);
  }

  /** Whether another one had to go. */
  private boolean put(TemplateTable table, Template template) {
    table.put(template);
    return table.evict(limits.templatesPerDomain());
  }

  private void withdraw(Sender sender, int id) {
    Domain domain = sender.domain;
    if (id == ALL_TEMPLATES || id == ALL_OPTIONS_TEMPLATES) {
      boolean options = id == ALL_OPTIONS_TEMPLATES;
      domain.templates.removeAll(options);
      counters.add(ExportCounter.WITHDRAWN_TEMPLATES, sender.templates.removeAll(options));
    } else if (domain.template(sender, id) != null) {
      domain.forgetTemplate(sender, id);
      counters.count(ExportCounter.WITHDRAWN_TEMPLATES);
    }
  }
}
