export { describeSteps, type SettingDescription, type StepDescription } from './chain/describe-steps.ts';
export { formatChain } from './chain/format-chain.ts';
export { parseChain } from './chain/parse-chain.ts';
export { type CompileContext, type CompiledRecipe, compile } from './compile/compile.ts';
export type { ReadRecipeFile } from './compile/picture-steps.ts';
export type { PictureSize } from './compile/render-factor.ts';
export { type ExplainedStep, explain, formatExplanation } from './explain/explain.ts';
export { readBounded } from './files/read-bounded.ts';
export { recipeFileReader } from './files/recipe-file-reader.ts';
export { type HavcTranslation, recipeFromHavc } from './havc-call/from-havc.ts';
export type { HavcWarning, HavcWarningKind } from './havc-call/havc-warning.ts';
export {
  type LoadedModel,
  type LoadModelOptions,
  loadModel,
  type ModelRequest,
  type WeightsFolder,
} from './models/load-model.ts';
export { type FullModelName, isFullModel, MODELS, type ModelEntry, type ModelName } from './models/model-names.ts';
export { createModelPool, type ModelEvent, type ModelPool, type ModelPoolOptions } from './models/model-pool.ts';
export { type ListedPreset, listPresets } from './presets/list-presets.ts';
export type { PresetChoices, SecondModelTweaks } from './presets/preset-choices.ts';
export { presetNames, presetRecipe } from './presets/preset-recipe.ts';
export { changesTone } from './recipe/changes-tone.ts';
export type {
  ColorNode,
  MeanNode,
  MergeNode,
  ModelNode,
  NodeSteps,
  TileSettings,
  WrapNode,
} from './recipe/color-schema.ts';
export { diffRecipes, type RecipeDifference } from './recipe/diff-recipes.ts';
export type { JsonObject, JsonValue } from './recipe/ensure-bounded.ts';
export { recipeJsonSchema } from './recipe/json-schema.ts';
export { type MigratedRecipe, migrate } from './recipe/migrate.ts';
export { type ParseRecipeOptions, parseRecipe } from './recipe/parse-recipe.ts';
export { fullModelsOf } from './recipe/recipe-models.ts';
export { setAtPath } from './recipe/recipe-path.ts';
export {
  RECIPE_VERSION,
  type Recipe,
  type RecipeInput,
  type RecipeShot,
  recipeSchema,
} from './recipe/recipe-schema.ts';
export type { FilmStep, PictureStep, Step } from './recipe/step-schemas.ts';
