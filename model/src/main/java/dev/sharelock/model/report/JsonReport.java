package dev.sharelock.model.report;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.sharelock.model.engine.Unfinished;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.run.CheckResult;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.TraceEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results as JSON, for other programs. */
public final class JsonReport {
  private JsonReport() {}

  /** Renders results as one JSON object. */
  public static String render(List<CheckResult> results) {
    List<Object> list = new ArrayList<>();
    results.forEach(result -> list.add(result(result)));
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("format", 1);
    root.put("results", list);
    return write(root, true);
  }

  /** Writes maps, lists, strings and numbers. */
  static String write(Object value, boolean pretty) {
    try {
      JSON writer = pretty ? JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT) : JSON.std;
      return writer.asString(value) + (pretty ? "\n" : "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> result(CheckResult result) {
    Verdict verdict = result.verdict();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("scenario", verdict.scenario());
    map.put("engine", verdict.engine());
    map.put("standing", result.standing().name());
    map.put("mustFailWith", names(result));
    map.put("executions", verdict.executions());
    map.put("blocked", verdict.blocked());
    map.put("exhausted", verdict.exhausted());
    verdict.unfinished().ifPresent(rest -> map.put("unfinished", unfinished(rest)));
    map.put("seed", verdict.seed());
    map.put("bounds", verdict.bounds());
    map.put("milliseconds", verdict.time().toMillis());
    verdict.failure().ifPresent(failure -> map.put("failure", failure(result, failure)));
    return map;
  }

  private static Map<String, Object> unfinished(Unfinished rest) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("done", rest.done());
    rest.checkpoint().ifPresent(file -> map.put("checkpoint", file.toString()));
    return map;
  }

  private static List<String> names(CheckResult result) {
    return result.scenario().mustFailWith().stream().map(Enum::name).sorted().toList();
  }

  private static Map<String, Object> failure(CheckResult result, Failure failure) {
    FieldMap fields = FieldMap.of(result.failing());
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", failure.kind().name());
    map.put("message", failure.message());
    map.put("token", failure.token().toString());
    putUnlessEmpty(map, "least", Essence.of(new Analysis(failure), result));
    map.put("processes", failure.processes());
    map.put("why", new Explanation(new Analysis(failure), fields).sentences());
    if (failure.cause() != null) {
      map.put("cause", failure.cause().toString());
    }
    List<Object> events = new ArrayList<>();
    failure.events().forEach(event -> events.add(event(event, fields)));
    map.put("events", events);
    return map;
  }

  private static Map<String, Object> event(TraceEvent event, FieldMap fields) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("step", event.step());
    map.put("process", event.process());
    map.put("kind", event.kind().name());
    if (event.mode() != null) {
      map.put("mode", event.mode().name());
    }
    if (event.offset() >= 0) {
      map.put("field", fields.name(event.offset(), event.bytes()));
      map.put("offset", event.offset());
      map.put("bytes", event.bytes());
      map.put("read", event.read());
      map.put("written", event.written());
      map.put("readFrom", event.readFrom());
    }
    putUnlessEmpty(map, "note", event.note());
    putUnlessEmpty(map, "content", event.content());
    putUnlessEmpty(map, "site", event.site());
    return map;
  }

  private static void putUnlessEmpty(Map<String, Object> map, String name, String value) {
    if (!value.isEmpty()) {
      map.put(name, value);
    }
  }
}
