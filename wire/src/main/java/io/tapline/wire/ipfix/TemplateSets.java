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
    Template template = sender.templates.get(id);
    if (template == null || timeNanos - template.refreshedNanos <= limits.templateTimeoutNanos()) {
      return template;
    }
    counters.count(ExportCounter.EXPIRED_TEMPLATES);
    exporters.forgetTemplate(sender, id);
    return null;
  }

  /**
   * Takes what a well-formed message says.
   *
   * @return the template, when data may have waited for it
   */
  @Nullable Template take(Sender sender, DefinedTemplate said, long timeNanos) {
    if (said.kind() == Definition.WITHDRAWAL) {
      withdraw(sender, said.id());
      return null;
    }
    return define(sender, said.id(), said.options(), said.fields(), timeNanos);
  }

  /**
   * Takes nothing of what a malformed message says; but the exporter means something else now by
   * the templates that it would have replaced, so that they hold no longer.
   */
  void refuse(Sender sender, List<DefinedTemplate> said) {
    for (DefinedTemplate each : said) {
      Template known = sender.templates.get(each.id());
      boolean repeats = known != null && each.repeats(known);
      if (each.kind() == Definition.WITHDRAWAL) {
        withdraw(sender, each.id());
      } else if (!repeats) {
        counters.count(ExportCounter.REFUSED_TEMPLATES);
        sender.templates.remove(each.id());
      }
    }
  }

  private @Nullable Template define(
      Sender sender, int id, boolean options, List<TemplateField> fields, long timeNanos) {
    int least = fields.stream().mapToInt(TemplateField::leastLength).sum();
    if (least == 0
        || least > TemplateField.VARIABLE
        || fields.size() > limits.fieldsPerTemplate()) {
      counters.count(ExportCounter.REFUSED_TEMPLATES);
      sender.templates.remove(id);
      return null;
    }
    counters.count(ExportCounter.TEMPLATES);
    Template template = refreshed(sender, id, options, fields);
    template.refreshedNanos = timeNanos;
    sender.templates.put(template);
    if (sender.templates.evict(limits.templatesPerDomain())) {
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

  private void withdraw(Sender sender, int id) {
    if (id == ALL_TEMPLATES || id == ALL_OPTIONS_TEMPLATES) {
      boolean options = id == ALL_OPTIONS_TEMPLATES;
      counters.add(ExportCounter.WITHDRAWN_TEMPLATES, sender.templates.removeAll(options));
    } else if (sender.templates.get(id) != null) {
      sender.templates.remove(id);
      counters.count(ExportCounter.WITHDRAWN_TEMPLATES);
    }
  }
}
