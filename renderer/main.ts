import { createPinia } from 'pinia'
import { createApp } from 'vue'
import './theme/tokens.css'
import './theme/fonts.css'
import './theme/base.css'
import App from './App.vue'
import { i18n } from './locales/i18n'
import { connection, openDoor } from './septum'

createApp(App).use(createPinia()).use(i18n).mount('#app')
connection.start(openDoor)
