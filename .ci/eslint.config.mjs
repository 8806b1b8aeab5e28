// The scripts of the console: ES modules that a browser runs as they are, without a build.
import js from '@eslint/js';
import globals from 'globals';

export default [
  {ignores: ['**/target/', '**/node_modules/']},
  js.configs.recommended,
  {
    files: ['**/META-INF/resources/**/*.js'],
    languageOptions: {globals: globals.browser},
    rules: {
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'max-lines-per-function': ['error', 70],
    },
  },
];
