export { isFullModel, MODELS, type ModelName } from './models/model-names.ts';
export type { PresetChoices, SecondModelTweaks } from './presets/preset-choices.ts';
export { presetNames, presetRecipe } from './presets/preset-recipe.ts';
export type { ColorNode, MeanNode, MergeNode, ModelNode, WrapNode } from './recipe/color-schema.ts';
export { type MigratedRecipe, migrate } from './recipe/migrate.ts';
export { type ParseRecipeOptions, parseRecipe } from './recipe/parse-recipe.ts';
export { RECIPE_VERSION, type Recipe, type RecipeInput, type RecipeShot } from './recipe/recipe-schema.ts';
export type { FilmStep, PictureStep, Step } from './recipe/step-schemas.ts';
