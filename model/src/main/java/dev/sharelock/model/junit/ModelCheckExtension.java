package dev.sharelock.model.junit;

import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.run.Durations;
import dev.sharelock.model.run.Engines;
import dev.sharelock.model.run.Seed;
import dev.sharelock.model.run.Settings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Runs a {@link ModelCheck} once, with the seed in its name. */
public final class ModelCheckExtension implements TestTemplateInvocationContextProvider {

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return Arrays.stream(context.getRequiredTestMethod().getParameterTypes())
        .anyMatch(type -> type == ModelRun.class);
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    Settings settings = Settings.ofProcess();
    ModelCheck wanted = context.getRequiredTestMethod().getAnnotation(ModelCheck.class);
    Duration time = settings.time().orElseGet(() -> Durations.parse(wanted.time()));
    Budget budget = new Budget(time, wanted.executions(), Budget.QUICK.steps());
    Seed seed = settings.seedOrFresh();
    ModelRun.Wish wish = new ModelRun.Wish(wanted.engine(), wanted.model(), budget);
    ModelRun run = new ModelRun(Engines.standard(), settings, seed, wish);
    return Stream.of(new Invocation(context.getDisplayName(), run));
  }

  private record Invocation(String test, ModelRun run) implements TestTemplateInvocationContext {

    @Override
    public String getDisplayName(int index) {
      return test.replaceFirst("\\(ModelRun\\)$", "") + " [seed " + run.seed() + "]";
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(new RunParameter(run));
    }
  }

  private record RunParameter(ModelRun run) implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == ModelRun.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      context.publishReportEntry("seed", run.seed().toString());
      return run;
    }
  }
}
