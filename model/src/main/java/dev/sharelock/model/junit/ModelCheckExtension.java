package dev.sharelock.model.junit;

import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.exhaustive.Reductions;
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
    Seed seed = settings.seedOrFresh();
    ModelRun run = new ModelRun(Engines.standard(), settings, seed, wish(wanted, time));
    return Stream.of(new Invocation(context.getDisplayName(), run));
  }

  private static ModelRun.Wish wish(ModelCheck wanted, Duration time) {
    boolean bounded = wanted.preemptions() >= 0;
    boolean whole = wanted.exhaustive();
    Reductions reductions = Reductions.NONE.withSymmetry(wanted.symmetry());
    MemoryModel model = wanted.model();
    if (bounded) {
      reductions = reductions.withPreemptions(wanted.preemptions());
      model = model == MemoryModel.RC11 ? MemoryModel.SC : model;
    }
    reductions.requireSenseUnder(model);
    long executions = whole ? Long.MAX_VALUE : wanted.executions();
    return new ModelRun.Wish(
        whole || bounded ? "exhaustive" : wanted.engine(),
        model,
        new Budget(time, executions, Budget.QUICK.steps()),
        new ModelRun.Exploration(whole, wanted.workers(), reductions, List.of(wanted.leeways())));
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
